/** As much of DER (ITU-T X.690) as a certificate needs. */
export const der = {
	sequence: (...parts: Buffer[]) => tagged(0x30, ...parts),
	set: (...parts: Buffer[]) => tagged(0x31, ...parts),
	integer: (bytes: Buffer) =>
		tagged(0x02, (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes),
	boolean: (value: boolean) => tagged(0x01, Buffer.of(value ? 0xff : 0)),
	octets: (bytes: Buffer) => tagged(0x04, bytes),
	bits: (bytes: Buffer, unused = 0) => tagged(0x03, Buffer.of(unused), bytes),
	null: () => tagged(0x05),
	text: (value: string) => tagged(0x0c, Buffer.from(value)),
	/** UTCTime: good until 2049. */
	time: (value: Date) =>
		tagged(0x17, Buffer.from(`${value.toISOString().replaceAll(/[-:T]/g, "").slice(2, 14)}Z`)),
	/** An object identifier of which every arc after the second is given, as in `2.5.29.17`. */
	oid: (dotted: string) => {
		const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
		return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
	},
	/** A context-specific value; `constructed` where it holds further values. */
	context: (number: number, constructed: boolean, ...parts: Buffer[]) =>
		tagged((constructed ? 0xa0 : 0x80) + number, ...parts),
};

function tagged(tag: number, ...parts: Buffer[]): Buffer {
	const content = Buffer.concat(parts);
	return Buffer.concat([Buffer.from([tag, ...lengthBytes(content.length)]), content]);
}

function lengthBytes(length: number): number[] {
	if (length < 128) return [length];
	const bytes: number[] = [];
	for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
	return [128 + bytes.length, ...bytes];
}

function base128(value: number): number[] {
	const bytes = [value % 128];
	for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
		bytes.unshift((rest % 128) + 128);
	}
	return bytes;
}
