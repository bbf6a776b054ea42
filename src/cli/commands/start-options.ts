/**
 * What `start` can be told by a flag, the environment or config.json.
 */
import { bytesText } from '../../core/bytes.ts'
import { BACKUPS_MAX } from '../../core/limits.ts'
import { CONTROL_DEFAULT } from '../../http/address.ts'
import { COMPAT_KV_DEFAULT } from '../../http/compat/options.ts'
import { REPLICATE_DEFAULTS } from '../../protocols/replicate/options.ts'
import { VEHICLE_DEFAULTS } from '../../vehicle/options.ts'
import { RETENTION_DEFAULTS } from '../../vehicle/retention.ts'
import type { OptionDefinition } from '../command.ts'
import {
  collectAddresses,
  collectList,
  parseControl,
  parseDuration,
  parseInteger,
  parseName,
  parseSize,
  parseSwitch
} from '../parse.ts'
import { durationText } from '../terminal.ts'

/** libp2p's usual port; a bootstrap list needs one that stays. */
export const LISTEN_DEFAULT = '/ip4/0.0.0.0/tcp/4001'

export const START_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--name <alias>',
    text: 'alias of the vehicle',
    parse: parseName,
    defaultText: 'its membership'
  },
  { flags: '--open', text: 'admit every vehicle that belongs to no fleet' },
  {
    flags: '--init',
    text: 'make what init makes when it is not there: with --fleet-key no fleet of its own, with --open none'
  },
  {
    flags: '--fleet-key <file>',
    text: 'with --init: join the fleet of this key, such as a secret of a container'
  },
  {
    flags: '--listen <multiaddrs>',
    text: 'where to listen for vehicles; port 0 picks a free one',
    parse: collectAddresses,
    defaultText: LISTEN_DEFAULT
  },
  {
    flags: '--announce <multiaddrs>',
    text: 'what to tell others instead of the own addresses',
    parse: collectAddresses
  },
  {
    flags: '--announce-in <subnets>',
    text: 'of the own addresses tell only those of these subnets, such as 192.168.1.0/24',
    parse: collectList
  },
  { flags: '--bootstrap <multiaddrs>', text: 'vehicles to start from', parse: collectAddresses },
  {
    flags: '--bootstrap-dns <host:port>',
    text: 'vehicles to start from, by the addresses of a host name',
    parse: collectList
  },
  { flags: '--no-mdns', text: 'do not look for vehicles by multicast' },
  {
    flags: '--http <address>',
    text: 'where the control API listens: host:port or unix:/path',
    parse: parseControl,
    default: CONTROL_DEFAULT
  },
  {
    flags: '--token-file <file>',
    text: 'file with the token of the control API, such as a secret of a container',
    defaultText: 'api-token in the data directory, made when it is not there'
  },
  {
    flags: '--http-host <names>',
    text: 'further names by which clients may call the control API',
    parse: collectList
  },
  {
    flags: '--backups <count>',
    text: 'vehicles that hold a copy of the own chain besides this one',
    parse: parseInteger(0, BACKUPS_MAX),
    default: REPLICATE_DEFAULTS.backups
  },
  {
    flags: '--compat <apis>',
    text: 'old APIs to speak besides: vguarddb, kvstore or kvstore=GROUP',
    parse: collectList
  },
  {
    flags: '--compat-ids <numbers>',
    text: 'vehicles by the numbers of VGuardDB: 0=car-1,4=car-2',
    parse: collectList,
    defaultText: 'n is named n, or the only one that ends in -n'
  },
  {
    flags: '--compat-kv <addresses>',
    text: "where KeyValueStore's leader listens, then a follower; none: only /compat/kv",
    parse: collectList,
    defaultText: COMPAT_KV_DEFAULT
  },
  // VGuardDB's flags. Without its API those of the proposer need no meaning: every vehicle is one.
  { flags: '--k_backups <count>', text: '', parse: parseInteger(0, BACKUPS_MAX), isHidden: true },
  { flags: '--id <id>', text: '', isHidden: true },
  { flags: '--port <port>', text: '', parse: parseInteger(0, 65_535), isHidden: true },
  { flags: '--is_proposer <flag>', text: '', parse: parseSwitch, isHidden: true },
  { flags: '--proposer_id <id>', text: '', isHidden: true },
  {
    flags: '--quota <size>',
    text: 'room for chains of other vehicles',
    parse: parseSize,
    defaultText: bytesText(VEHICLE_DEFAULTS.quotaBytes)
  },
  {
    flags: '--temporary-age <duration>',
    text: 'age at which copies go that are no backups',
    parse: parseDuration,
    defaultText: durationText(RETENTION_DEFAULTS.temporaryAgeMs)
  },
  {
    flags: '--temporary-size <size>',
    text: 'room for copies that are no backups',
    parse: parseSize,
    defaultText: bytesText(RETENTION_DEFAULTS.temporaryBytesMax)
  },
  {
    flags: '--pivots <peers>',
    text: 'peer ids that every booth of the own chain must contain; fixed when the chain begins',
    parse: collectList
  },
  { flags: '--group <name>', text: 'vehicles of one group are likely to leave together' },
  { flags: '--enable-faults', text: 'allow faults on purpose: offline, link cut' },
  { flags: '--end-with-input', text: 'end when standard input ends', isHidden: true },
  {
    flags: '--log-level <level>',
    text: 'what is written to the log on standard error',
    choices: ['debug', 'info', 'warn', 'error', 'silent'],
    default: 'info'
  },
  {
    flags: '--log-format <format>',
    text: 'json: one object a line; text: for people',
    choices: ['json', 'text'],
    defaultText: 'text on a terminal, else json'
  }
]
