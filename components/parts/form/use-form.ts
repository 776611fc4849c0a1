"use client";

import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { ApiProblem } from "@/components/client/api";
import { type Seen, useSeen, type Versioned } from "@/components/parts/conflict/use-seen";

/** What one control of a form needs: its id, its value, what is wrong with it, and how it is changed. */
export interface FieldState<Value> {
	readonly id: string;
	readonly value: Value;
	readonly error: string | undefined;
	/** A method, so that a field of a narrower type fits a control that offers more. */
	onValueChange(value: Value): void;
}

type Faults<Values> = { readonly [Name in keyof Values]?: string | null | undefined };

interface FormOptions<Values extends object, Sent, Over extends Versioned | undefined> {
	/** The id of the form; each control's is this, a hyphen and its name. */
	readonly id: string;
	/** What the form changes, as the page knows it now. Without it the form makes something new. */
	readonly over?: Over | undefined;
	/** What the form changes, in a word; a refused write holds it under this name as it stands now. */
	readonly what?: string;
	/** The values to begin with. */
	readonly values: (over: Over) => Values;
	/** What the page can tell is wrong before it asks the server, by field. */
	readonly check?: (values: Values) => Faults<Values>;
	/** Sends the values; `false` keeps the form open, such as for a next step. @param seen what the person saw: its version goes along */
	readonly send: (values: Values, seen: Over) => Promise<Sent | false>;
	/** Fields have parts that the server names: what it refuses is shown whole as well. */
	readonly parts?: boolean;
	/** A form in which nothing was changed follows what others save. */
	readonly follows?: boolean;
	/** Read again after a write, saved or not. */
	readonly invalidates?: QueryKey;
	/** @param reset begins again from how it stands now, for a form that stays open */
	readonly onSent: (sent: Sent, reset: (now?: Over) => void) => void;
}

export interface FormState<
	Values extends object,
	Over extends Versioned | undefined = Versioned | undefined,
> {
	readonly id: string;
	readonly element: RefObject<HTMLFormElement | null>;
	readonly values: Values;
	readonly busy: boolean;
	/** A failure that belongs to no field. */
	readonly problem: unknown;
	readonly what: string;
	/** What it was opened over, and how that stands now. */
	readonly standing: Seen<Over>;
	readonly set: (changed: Partial<Values>) => void;
	readonly field: <Name extends keyof Values & string>(name: Name) => FieldState<Values[Name]>;
	/** What the server found wrong at a place inside a field, such as `tasks.0.title`, or anywhere below it. */
	readonly fault: (place: string) => string | undefined;
	readonly submit: () => void;
	/** Takes back what is said to be wrong, until it is sent again. */
	readonly dismiss: () => void;
	readonly takeTheirs: () => void;
}

/**
 * The state of a form: its values, what is wrong with each, and one write at a time. A refusal shows at the field it
 * names; one for a newer version shows theirs beside the person's own, and the next write goes over it.
 */
export function useForm<Values extends object, Sent, Over extends Versioned | undefined = undefined>({
	id,
	over,
	what = "",
	values: read,
	check,
	send,
	parts = false,
	follows = false,
	invalidates,
	onSent,
}: FormOptions<Values, Sent, Over>): FormState<Values, Over> {
	const queries = useQueryClient();
	const seen = useSeen(over as Over);
	const [values, setValues] = useState(() => read(over as Over));
	const [problem, setProblem] = useState<unknown>(null);
	const [asked, setAsked] = useState(false);
	const [phase, setPhase] = useState<"sending" | "saved" | null>(null);
	const writing = useRef(false);
	const element = useRef<HTMLFormElement>(null);
	const busy = phase !== null;
	// What is read again after a save is one's own.
	const standing = phase === "saved" ? { ...seen, theirs: null } : seen;

	const own: Faults<Values> = asked ? (check?.(values) ?? {}) : {};
	const places = problem instanceof ApiProblem ? problem.places : [];
	const placed = places.filter(({ field }) => nameOf(field) in values);
	const set = (changed: Partial<Values>) => setValues((before) => ({ ...before, ...changed }));
	const refresh = async () => {
		if (invalidates !== undefined) await queries.invalidateQueries({ queryKey: invalidates });
	};
	const reset = (now?: Over) => {
		setValues(read(now as Over));
		setAsked(false);
		standing.adopt(now as NonNullable<Over>);
	};
	const untouched = () => JSON.stringify(values) === JSON.stringify(read(standing.seen));
	if (follows && !busy && standing.theirs !== null && !standing.refused && untouched())
		reset(standing.theirs);
	const show = (fault: unknown) => {
		flushSync(() => {
			setAsked(true);
			setProblem(fault);
		});
		element.current?.querySelector<HTMLElement>("[aria-invalid=true], fieldset[data-invalid] input")?.focus();
	};

	const submit = async () => {
		if (writing.current) return;
		if (Object.values(check?.(values) ?? {}).some((fault) => fault != null)) return show(null);
		setAsked(true);
		setProblem(null);
		writing.current = true;
		setPhase("sending");
		try {
			const sent = await send(values, standing.seen);
			// What the form asks for next is judged when that is sent.
			if (sent === false) return setAsked(false);
			setPhase("saved");
			await refresh();
			onSent(sent, reset);
		} catch (error) {
			const now = error instanceof ApiProblem && what !== "" ? error.document[what] : undefined;
			if (now == null) show(error);
			else standing.refuse(now as NonNullable<Over>);
			void refresh();
		} finally {
			writing.current = false;
			setPhase(null);
		}
	};

	return {
		id,
		element,
		values,
		busy,
		problem: !parts && placed.length > 0 && placed.length === places.length ? null : problem,
		what,
		standing,
		set,
		field: (name) => ({
			id: `${id}-${name}`,
			value: values[name],
			error: own[name] ?? placed.find(({ field }) => nameOf(field) === name)?.message,
			onValueChange: (value) => set({ [name]: value } as unknown as Partial<Values>),
		}),
		fault: (place) =>
			places.find(({ field }) => field === place || field?.startsWith(`${place}.`) === true)?.message,
		submit: () => void submit(),
		dismiss: () => {
			setProblem(null);
			setAsked(false);
		},
		takeTheirs: () => {
			if (standing.theirs !== null) reset(standing.theirs);
		},
	};
}

/** The field of a place, without what is inside it: `events` of `events.0`. */
function nameOf(field: string | undefined): string {
	return field?.split(/[.[]/)[0] ?? "";
}
