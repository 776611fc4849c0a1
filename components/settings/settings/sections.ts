/** The pages of the settings, in the order of their tabs. */
export const SETTINGS_SECTIONS = [
	{ href: "/settings/account", label: "Account" },
	{ href: "/settings/people", label: "People" },
	{ href: "/settings/shifts", label: "Shifts" },
	{ href: "/settings/tokens", label: "Tokens" },
	{ href: "/settings/templates", label: "Task templates" },
	{ href: "/settings/deadlines", label: "Deadlines" },
	{ href: "/settings/webhooks", label: "Webhooks" },
	{ href: "/settings/health", label: "Health" },
] as const;
