"use client";

import { useRef, useState } from "react";
import { ApiProblem, request } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { PersonRef } from "@/lib/findings/schema";

interface NameDialogProps {
	readonly current: PersonRef | null;
	/** Called once: with the person, or null when it was closed. */
	readonly onSettle: (person: PersonRef | null) => void;
}

/** Asks for the name that decisions carry until sign-in exists. */
export function NameDialog({ current, onSettle }: NameDialogProps) {
	const [name, setName] = useState(current?.name ?? "");
	const [problem, setProblem] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const input = useRef<HTMLInputElement>(null);
	const fieldError =
		problem instanceof ApiProblem
			? problem.places.find((place) => place.field === "name")?.message
			: undefined;

	const save = async () => {
		if (name.trim() === "") {
			setProblem(new ApiProblem(400, { places: [{ field: "name", message: "Write your name." }] }));
			input.current?.focus();
			return;
		}
		setBusy(true);
		setProblem(null);
		try {
			const { person } = await request<{ person: PersonRef }>("/api/people", {
				method: "POST",
				json: { name: name.trim() },
			});
			onSettle(person);
		} catch (error) {
			setBusy(false);
			setProblem(error);
		}
	};

	return (
		<Dialog
			open
			onOpenChange={(open) => {
				if (!open) onSettle(null);
			}}
			size="sm"
			title="Who is deciding?"
			description="Your name goes on every decision you make. It is marked unverified, because nobody signs in here yet."
			initialFocus={input}
			footer={
				<>
					<Button onClick={() => onSettle(null)}>Cancel</Button>
					<Button variant="primary" type="submit" form="name-form" busy={busy}>
						Use this name
					</Button>
				</>
			}
		>
			<form
				id="name-form"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) void save();
				}}
				className="flex flex-col gap-3"
			>
				<Field id="person-name" label="Your name" error={fieldError}>
					<Input
						ref={input}
						id="person-name"
						name="name"
						autoComplete="name"
						maxLength={80}
						value={name}
						onChange={(event) => setName(event.target.value)}
						aria-describedby="person-name-hint"
						aria-invalid={fieldError !== undefined}
					/>
				</Field>
				{problem !== null && fieldError === undefined ? (
					<ProblemNotice error={problem} title="The name was not saved" />
				) : null}
			</form>
		</Dialog>
	);
}
