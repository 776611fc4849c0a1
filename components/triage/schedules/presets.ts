/** Schedules that most hunts want, and what they are called. */
export const PRESETS = [
	{ cron: "*/15 * * * *", label: "Every 15 minutes" },
	{ cron: "0 * * * *", label: "Every hour" },
	{ cron: "0 */4 * * *", label: "Every 4 hours" },
	{ cron: "0 7 * * *", label: "Every day at 07:00" },
	{ cron: "0 7 * * MON-FRI", label: "Monday to Friday at 07:00" },
	{ cron: "0 7 * * MON", label: "Mondays at 07:00" },
] as const;

/** What a schedule is called: by its preset, else by its five fields. */
export function scheduleText(cron: string): string {
	return PRESETS.find((preset) => preset.cron === cron)?.label ?? cron;
}
