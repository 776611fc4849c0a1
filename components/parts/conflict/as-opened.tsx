"use client";

import { type ReactNode, useState } from "react";

interface AsOpenedProps<T> {
	readonly value: T;
	readonly children: (seen: T) => ReactNode;
}

/** Within a menu: what was on the screen when it opened. What is chosen there is written over that, not over what came since. */
export function AsOpened<T>({ value, children }: AsOpenedProps<T>) {
	const [seen] = useState(value);
	return children(seen);
}
