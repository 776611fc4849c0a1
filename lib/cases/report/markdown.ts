import { utcMinute } from "@/lib/core/text-rules";
import type { ReportBlock, ReportDocument } from "./rules";

/** The report as CommonMark with tables (GFM). Text of others cannot become markup, links or HTML in it. */
export function reportMarkdown(report: ReportDocument): string {
	const mark = `**${escaped(report.tlp)}**${report.sample ? " · **Sample data**" : ""}`;
	const sections = report.sections.map(
		({ title, blocks }) => `## ${title}\n\n${blocks.map(block).join("\n\n")}`,
	);
	return [
		mark,
		`# Case ${report.number}: ${escaped(report.title)}`,
		`Made ${utcMinute(report.madeAt)} by ${escaped(report.madeBy)}`,
		...sections,
		"---",
		`${mark}\n`,
	].join("\n\n");
}

function block(of: ReportBlock): string {
	switch (of.kind) {
		case "none":
			return `*${of.text}*`;
		case "list":
			return of.items.map((item) => `- ${escaped(item)}`).join("\n");
		case "facts":
			return table(["", ""], of.facts);
		case "table":
			return table(of.columns, of.rows);
		case "prose": {
			const quote = of.text
				.split("\n")
				.map((line) => `> ${escaped(line)}`.trimEnd())
				.join("  \n");
			return of.by === undefined ? quote : `**${escaped(of.by)}**\n\n${quote}`;
		}
	}
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell) => escaped(cell).replaceAll("\n", "<br>")).join(" | ")} |`;
	return [line(columns), `|${" --- |".repeat(columns.length)}`, ...rows.map(line)].join("\n");
}

/**
 * ASCII punctuation behind a backslash is only itself (CommonMark 2.4); the start of an HTML tag most of all. What
 * means something only where a line begins is left alone elsewhere, and what would become a link by itself is not.
 */
function escaped(text: string): string {
	return text
		.replace(/[\\`*_[\]<>|~&]/g, "\\$&")
		.replace(/^(\s*)([#+\-=]|\d+(?=[.)]))/, (_, space: string, mark: string) =>
			/\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
		)
		.replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}\\.`);
}
