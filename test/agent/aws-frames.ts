import { crc32 } from "node:zlib";

const header = (name: string, value: string): Buffer => {
  const length = Buffer.alloc(3);
  // 7: a string.
  length.writeUInt8(7);
  length.writeUInt16BE(Buffer.byteLength(value), 1);
  return Buffer.concat([Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), length, Buffer.from(value)]);
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

/** One event of a stream in AWS's binary framing, as Bedrock sends it. */
export const awsFrame = (event: string): Buffer => {
  const headers = Buffer.concat([
    header(":event-type", "chunk"),
    header(":content-type", "application/json"),
    header(":message-type", "event"),
  ]);
  const payload = Buffer.from(JSON.stringify({ bytes: Buffer.from(event).toString("base64") }));
  const prelude = Buffer.concat([uint32(16 + headers.length + payload.length), uint32(headers.length)]);
  const message = Buffer.concat([prelude, uint32(crc32(prelude)), headers, payload]);
  return Buffer.concat([message, uint32(crc32(message))]);
};
