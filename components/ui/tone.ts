/** Colours that carry meaning. Always beside an icon or words: colour alone says nothing to some eyes. */
export type Tone = "neutral" | "blue" | "amber" | "teal" | "rose" | "red";

export const TONE_TEXT: Record<Tone, string> = {
	neutral: "text-slate",
	blue: "text-blue",
	amber: "text-amber",
	teal: "text-teal",
	rose: "text-rose",
	red: "text-red",
};

export const TONE_SOFT: Record<Tone, string> = {
	neutral: "bg-slate-soft text-slate",
	blue: "bg-blue-soft text-blue",
	amber: "bg-amber-soft text-amber",
	teal: "bg-teal-soft text-teal",
	rose: "bg-rose-soft text-rose",
	red: "bg-red-soft text-red",
};
