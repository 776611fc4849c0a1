import { utcMinute } from "@/lib/core/text-rules";
import type { Check, HealthReport, Level } from "./rules";

const WORD: Record<Level, string> = { ok: "ok", warning: "WARNING", failing: "FAILING" };
const WIDTH = 9;

/** The report as lines for a terminal, a ticket or a mail: the same words as the page's. */
export function reportLines(report: HealthReport): string[] {
	const lines = [`Afterclick's health, ${utcMinute(report.at)}`];
	for (const { id, kind, title, checks } of report.sections) {
		lines.push("", kind === "sentinel" ? `${title} (${id})` : title);
		for (const check of checks) lines.push(...checkLines(check));
	}
	return [...lines, "", countText(report)];
}

function checkLines({ level, title, says, remedy }: Check): string[] {
	const line = `  ${WORD[level].padEnd(WIDTH)}${title}: ${says}`;
	return remedy === null ? [line] : [line, `  ${" ".repeat(WIDTH)}→ ${remedy}`];
}

/** `1 failing, 2 warnings, 9 in order.` */
export function countText({ sections }: Pick<HealthReport, "sections">): string {
	const checks = sections.flatMap((section) => section.checks);
	const count = (level: Level) => checks.filter((check) => check.level === level).length;
	const warnings = count("warning");
	return `${count("failing")} failing, ${warnings} ${warnings === 1 ? "warning" : "warnings"}, ${count("ok")} in order.`;
}
