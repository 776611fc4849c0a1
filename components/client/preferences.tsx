"use client";

import { createContext, type ReactNode, use, useMemo, useState } from "react";
import {
	type Density,
	PREFERENCE_COOKIES,
	type Preferences,
	type Theme,
	writeCookie,
} from "./preference-cookies";

interface PreferencesContext extends Preferences {
	readonly setTheme: (theme: Theme) => void;
	readonly setTimes: (times: "utc" | "local") => void;
	readonly setDensity: (density: Density) => void;
}

const Context = createContext<PreferencesContext | null>(null);

export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
	const [preferences, setPreferences] = useState(initial);
	const value = useMemo<PreferencesContext>(() => {
		const set = <K extends keyof Preferences>(key: K, next: Preferences[K]) => {
			writeCookie(PREFERENCE_COOKIES[key], next);
			setPreferences((before) => ({ ...before, [key]: next }));
		};
		return {
			...preferences,
			setTheme(theme) {
				set("theme", theme);
				if (theme === "system") delete document.documentElement.dataset.theme;
				else document.documentElement.dataset.theme = theme;
			},
			setTimes(times) {
				set("zone", times === "utc" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone);
			},
			setDensity(density) {
				set("density", density);
				document.documentElement.dataset.density = density;
			},
		};
	}, [preferences]);
	return <Context value={value}>{children}</Context>;
}

export function usePreferences(): PreferencesContext {
	const value = use(Context);
	if (value === null) throw new Error("usePreferences needs PreferencesProvider around it.");
	return value;
}
