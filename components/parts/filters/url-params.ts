/** Time ranges that move with the clock, in hours. */
export const LAST = { "24h": 24, "3d": 72, "7d": 168, "30d": 720, "90d": 2160 } as const;
export type Last = keyof typeof LAST;

/** Parameters of an address, as a page or a browser gives them. */
export type RawParams = Readonly<Record<string, string | readonly string[] | null | undefined>>;

export interface IgnoredParam {
	readonly param: string;
	readonly message: string;
}
