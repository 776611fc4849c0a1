import { randomFillSync } from "node:crypto";

/** A UUID of version 7 (RFC 9562), as Prisma's `uuid(7)` makes them: in the order of time, for rows written by SQL. */
export function uuid7(at = Date.now()): string {
	const bytes = Buffer.alloc(16);
	bytes.writeUIntBE(at, 0, 6);
	randomFillSync(bytes, 6);
	bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
	bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
	return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
