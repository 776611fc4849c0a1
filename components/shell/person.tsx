"use client";

import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from "react";
import type { PersonRef } from "@/lib/findings/schema";
import { NameDialog } from "./name-dialog";

interface PersonContext {
	/** Who is working here; null until a name is chosen. */
	readonly person: PersonRef | null;
	/** The person, asked for if need be; null when the question was waved away. `again` asks even if one is known. */
	readonly requirePerson: (again?: boolean) => Promise<PersonRef | null>;
}

const Context = createContext<PersonContext | null>(null);

export function PersonProvider({ initial, children }: { initial: PersonRef | null; children: ReactNode }) {
	const [person, setPerson] = useState(initial);
	const [asking, setAsking] = useState(false);
	const waiting = useRef<((person: PersonRef | null) => void)[]>([]);

	const settle = useCallback((answer: PersonRef | null) => {
		setAsking(false);
		if (answer !== null) setPerson(answer);
		for (const resolve of waiting.current.splice(0)) resolve(answer);
	}, []);
	const value = useMemo<PersonContext>(
		() => ({
			person,
			requirePerson: (again = false) => {
				if (person !== null && !again) return Promise.resolve(person);
				setAsking(true);
				return new Promise((resolve) => waiting.current.push(resolve));
			},
		}),
		[person],
	);
	return (
		<Context value={value}>
			{children}
			{asking ? <NameDialog current={person} onSettle={settle} /> : null}
		</Context>
	);
}

export function usePerson(): PersonContext {
	const value = use(Context);
	if (value === null) throw new Error("usePerson needs PersonProvider around it.");
	return value;
}
