"use client";

import { Clock, Contrast, FlaskConical } from "lucide-react";
import type { ReactNode } from "react";
import { usePreferences } from "@/components/client/preferences";
import { useWorkspace } from "@/components/client/shell-context";
import { Button, IconButton } from "@/components/ui/button";
import { Menu, MenuRadio } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { MeMenu } from "./me-menu";

interface PageHeaderProps {
	readonly title: ReactNode;
	/** Beside the title, such as the way back. */
	readonly before?: ReactNode;
	/** The page's main action. */
	readonly actions?: ReactNode;
}

/** The bar at the top of each page: its title (the page's only h1), its action, and what is the same everywhere. */
export function PageHeader({ title, before, actions }: PageHeaderProps) {
	return (
		<header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b px-3 py-1.5 sm:px-4 print:min-h-0 print:px-0">
			<div className="contents print:hidden">{before}</div>
			<h1 className="min-w-0 truncate font-semibold text-lg">{title}</h1>
			<SampleLabel />
			<div className="ml-auto flex items-center gap-1 print:hidden">
				{actions}
				<TimesButton />
				<ThemeButton />
				<MeMenu />
			</div>
		</header>
	);
}

function SampleLabel() {
	const workspace = useWorkspace();
	if (workspace === null || !workspace.sample) return null;
	return (
		<Popover
			label="Sample data"
			openOnHover
			trigger={
				<button
					type="button"
					className="inline-flex h-6 items-center gap-1 whitespace-nowrap rounded-md bg-amber-soft px-1.5 font-medium text-amber text-sm"
				>
					<FlaskConical aria-hidden className="size-3.5" />
					Sample data
				</button>
			}
			className="w-72 px-3 py-2"
		>
			<p>
				The workspace “{workspace.name}” holds generated sample data: no person, message or address in it is
				real. Import an export of your own, or connect Sentinel, on the Workspace page.
			</p>
		</Popover>
	);
}

function TimesButton() {
	const { zone, setTimes } = usePreferences();
	const utc = zone === "UTC";
	return (
		<Menu
			align="end"
			trigger={
				<Button variant="ghost" icon={Clock} aria-label={utc ? "Times: UTC" : `Times: Local (${zone})`}>
					<span className="max-sm:sr-only">{utc ? "UTC" : "Local"}</span>
				</Button>
			}
		>
			<MenuRadio
				label="Show times in"
				value={utc ? "utc" : "local"}
				onValueChange={setTimes}
				options={[
					{ value: "utc", label: "UTC" },
					{ value: "local", label: utc ? "Local time" : `Local time (${zone})` },
				]}
			/>
		</Menu>
	);
}

function ThemeButton() {
	const { theme, setTheme, density, setDensity } = usePreferences();
	return (
		<Menu align="end" trigger={<IconButton label="Appearance" icon={Contrast} />}>
			<MenuRadio
				label="Theme"
				value={theme}
				onValueChange={setTheme}
				options={[
					{ value: "system", label: "As the system" },
					{ value: "light", label: "Light" },
					{ value: "dark", label: "Dark" },
				]}
			/>
			<MenuRadio
				label="Rows"
				value={density}
				onValueChange={setDensity}
				options={[
					{ value: "comfortable", label: "Comfortable" },
					{ value: "compact", label: "Compact" },
				]}
			/>
		</Menu>
	);
}
