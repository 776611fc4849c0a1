/** A key that does something. The page's list of them drives the handlers and the help alike. */
export interface Shortcut<Id extends string = string> {
	readonly id: Id;
	/** `KeyboardEvent.key` values; a capital letter or a sign that needs shift stands for itself. */
	readonly keys: readonly string[];
	readonly shift?: boolean;
	readonly label: string;
	readonly group: string;
}

/** What a keypress means, apart from where it happened. */
export interface Press {
	readonly key: string;
	readonly shiftKey: boolean;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
	readonly isComposing?: boolean;
}

/** The shortcut a keypress stands for, or null. Ctrl, Alt and the command key belong to the browser. */
export function matchShortcut<Id extends string>(
	shortcuts: readonly Shortcut<Id>[],
	press: Press,
): Shortcut<Id> | null {
	if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return null;
	const letter = /^\p{L}$/u.test(press.key);
	const key = letter ? press.key.toLowerCase() : press.key;
	return (
		shortcuts.find(
			(shortcut) =>
				shortcut.keys.includes(key) &&
				// Shift is part of typing `?`, but not of a letter or an arrow.
				(letter || press.key.length > 1 ? press.shiftKey === (shortcut.shift ?? false) : true),
		) ?? null
	);
}

const NAMES: Record<string, string> = {
	ArrowDown: "↓",
	ArrowUp: "↑",
	Escape: "Esc",
	Enter: "Enter",
};

/** A key as written on it. */
export function keyName(key: string): string {
	return NAMES[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key);
}
