/** Tags of `Record` in messages.proto: the field's number and its wire type. */

export const TAG_KIND = 0x08
export const TAG_KEY = 0x12
export const TAG_TIME = 0x19
export const TAG_LATITUDE = 0x21
export const TAG_LONGITUDE = 0x29
export const TAG_PAYLOAD = 0x32

/** Of a time, a latitude or a longitude. */
export const DOUBLE_BYTES = 8
