/** Bytes of one file. */
export const FILE_LIMIT = 10_000_000;
/** Files of one case, and their bytes together. */
export const FILES_LIMIT = 50;
export const TOTAL_LIMIT = 100_000_000;
export const FILE_NAME_LIMIT = 150;
/** Bytes of a stored part. */
export const CHUNK_SIZE = 65_536;
/** Bytes from the start that show what a file is. */
export const HEAD_SIZE = 512;

interface FileType {
	/** As a person says it. */
	readonly label: string;
	/** Endings that claim to be of this type. */
	readonly endings: readonly string[];
}

/** What may be attached. Programs and pages are not: put a sample into an archive with a password. */
export const FILE_TYPES = {
	png: { label: "PNG image", endings: ["png"] },
	jpeg: { label: "JPEG image", endings: ["jpg", "jpeg"] },
	gif: { label: "GIF image", endings: ["gif"] },
	webp: { label: "WebP image", endings: ["webp"] },
	pdf: { label: "PDF", endings: ["pdf"] },
	zip: { label: "ZIP archive or Office document", endings: ["zip", "docx", "xlsx", "pptx"] },
	gzip: { label: "gzip archive", endings: ["gz", "tgz"] },
	"7z": { label: "7-Zip archive", endings: ["7z"] },
	ole: { label: "Outlook message or old Office document", endings: ["msg", "doc", "xls", "ppt"] },
	pcap: { label: "Packet capture", endings: ["pcap", "pcapng", "cap"] },
	evtx: { label: "Windows event log", endings: ["evtx"] },
	text: {
		label: "Text",
		endings: ["txt", "log", "csv", "tsv", "json", "jsonl", "eml", "md", "kql", "yaml", "yml"],
	},
} as const satisfies Record<string, FileType>;

export type FileTypeName = keyof typeof FILE_TYPES;

export const FILE_TYPE_NAMES = Object.keys(FILE_TYPES) as [FileTypeName, ...FileTypeName[]];

const MAGIC: readonly (readonly [FileTypeName, readonly number[], at?: number])[] = [
	["png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
	["jpeg", [0xff, 0xd8, 0xff]],
	["gif", [0x47, 0x49, 0x46, 0x38]],
	["webp", [0x57, 0x45, 0x42, 0x50], 8],
	["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
	["zip", [0x50, 0x4b, 0x03, 0x04]],
	["gzip", [0x1f, 0x8b, 0x08]],
	["7z", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
	["ole", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
	["pcap", [0xd4, 0xc3, 0xb2, 0xa1]],
	["pcap", [0xa1, 0xb2, 0xc3, 0xd4]],
	["pcap", [0x4d, 0x3c, 0xb2, 0xa1]],
	["pcap", [0x0a, 0x0d, 0x0d, 0x0a]],
	["evtx", [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0x00]],
];

/** Text by which a browser, or a shell, would take a text for something to run. */
const ACTIVE_TEXT = /^(?:\ufeff)?\s*(?:#!|<!doctype html|<html|<script|<\?php|<svg|<\?xml)/i;

/**
 * What a file is, by its first bytes; null for what may not be attached. Whether a text is one to its end, whoever
 * reads the rest finds out.
 * @param head at most the first {@link HEAD_SIZE} bytes
 */
export function typeOf(head: Uint8Array): FileTypeName | null {
	const magic = MAGIC.find(([, bytes, at = 0]) => bytes.every((byte, index) => head[at + index] === byte));
	if (magic !== undefined) return magic[0];
	const text = asText(head);
	return text === null || ACTIVE_TEXT.test(text) ? null : "text";
}

/** Bytes as UTF-8, whose last character may be cut; null when they are no text. */
function asText(head: Uint8Array): string | null {
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
		// biome-ignore lint/suspicious/noControlCharactersInRegex: no text has these
		return /[\0-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text;
	} catch {
		return null;
	}
}

/**
 * What speaks against a file's name, or null: one that ends as another type does would be opened by another program
 * than the one its content is for.
 */
export function nameProblem(name: string, type: FileTypeName): string | null {
	const ending = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase();
	const claimed = FILE_TYPE_NAMES.find((each) =>
		(FILE_TYPES[each].endings as readonly string[]).includes(ending ?? ""),
	);
	const { label, endings } = FILE_TYPES[type];
	if (claimed === type) return null;
	const fits = `A ${label} ends in ${endings.map((each) => `.${each}`).join(", ")}.`;
	if (claimed !== undefined)
		return `The name says ${FILE_TYPES[claimed].label}, the content is ${label}. ${fits}`;
	return ending === undefined
		? `The name has no ending. ${fits}`
		: `Files that end in .${ending} cannot be attached. ${fits}`;
}

/** A name as it is kept: the last part of a path, without what no file system takes or what hides. */
export function fileName(name: string): string {
	const last = name.split(/[\\/]/).at(-1) ?? "";
	const clean = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, "_").trim();
	if (clean.length <= FILE_NAME_LIMIT) return clean;
	const ending = /\.[a-z0-9]{1,10}$/i.exec(clean)?.[0] ?? "";
	return clean.slice(0, FILE_NAME_LIMIT - ending.length) + ending;
}

/** The value of a Content-Disposition that has a file saved under its name (RFC 6266, RFC 8187). */
export function disposition(name: string): string {
	const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
	const encoded = encodeURIComponent(name).replace(
		/['()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
	return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
