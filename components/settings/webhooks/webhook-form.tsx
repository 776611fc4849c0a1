"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiProblem, request } from "@/components/client/api";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { useSeen } from "@/components/parts/conflict/use-seen";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SUBSCRIBABLE } from "@/lib/outbound/webhooks/events";
import { NAME_LIMIT, SHAPES, type Shape, URL_LIMIT } from "@/lib/outbound/webhooks/rules";
import { eventLabel, type WebhookDto, type WebhookWithSecret } from "@/lib/outbound/webhooks/schema";
import { SHAPE } from "./looks";
import { WEBHOOKS_KEY } from "./queries";

interface WebhookFormProps {
	/** The one to change; a new one without it. */
	readonly webhook?: WebhookDto;
	/** With what was saved, or null when it was closed. */
	readonly onDone: (saved: WebhookDto | WebhookWithSecret | null) => void;
}

const FIELDS = ["name", "url", "events"] as const;
type FieldName = (typeof FIELDS)[number];

/** Asks for a webhook's name, place, shape and events. */
export function WebhookForm({ webhook, onDone }: WebhookFormProps) {
	const queries = useQueryClient();
	const { seen, theirs, refused, refuse, adopt } = useSeen(webhook);
	const [name, setName] = useState(webhook?.name ?? "");
	const [url, setUrl] = useState(webhook?.url ?? "");
	const [shape, setShape] = useState<Shape>(webhook?.shape ?? "json");
	const [events, setEvents] = useState<readonly string[]>(webhook?.events ?? SUBSCRIBABLE);
	const [problem, setProblem] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const form = useRef<HTMLFormElement>(null);
	const first = useRef<HTMLInputElement>(null);

	const fault = (field: FieldName) =>
		problem instanceof ApiProblem
			? problem.places.find((place) => place.field?.split(".")[0] === field)?.message
			: undefined;
	const placed = FIELDS.some((field) => fault(field) !== undefined);

	const save = async () => {
		setBusy(true);
		setProblem(null);
		const fields = { name, url, shape, events };
		try {
			const saved =
				seen === undefined
					? await request<WebhookWithSecret>("/api/webhooks", { method: "POST", json: fields })
					: await request<WebhookDto>(`/api/webhooks/${seen.id}`, {
							method: "PATCH",
							json: { ...fields, version: seen.version },
						});
			await queries.invalidateQueries({ queryKey: WEBHOOKS_KEY });
			onDone(saved);
		} catch (error) {
			setBusy(false);
			const now =
				error instanceof ApiProblem ? (error.document.webhook as WebhookDto | undefined) : undefined;
			if (now === undefined) setProblem(error);
			else {
				refuse(now);
				void queries.invalidateQueries({ queryKey: WEBHOOKS_KEY });
			}
			requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
		}
	};

	const takeTheirs = (now: WebhookDto) => {
		setName(now.name);
		setUrl(now.url);
		setShape(now.shape);
		setEvents(now.events);
		adopt(now);
	};

	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onDone(null)}
			title={webhook === undefined ? "New webhook" : "Edit the webhook"}
			initialFocus={first}
			footer={
				<>
					<Button size="md" onClick={() => onDone(null)}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="webhook-form" busy={busy}>
						{webhook === undefined ? "Create webhook" : "Save"}
					</Button>
				</>
			}
		>
			<form
				ref={form}
				id="webhook-form"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) void save();
				}}
				className="flex flex-col gap-4"
			>
				{theirs === null ? null : (
					<ChangedNotice
						what="webhook"
						refused={refused}
						differences={differences([
							["Name", theirs.name, name],
							["URL", theirs.url, url],
							["Shape", SHAPE[theirs.shape].label, SHAPE[shape].label],
							["Send when", eventsText(theirs.events), eventsText(events)],
						])}
						onTakeTheirs={() => takeTheirs(theirs)}
					/>
				)}
				<Field id="webhook-name" label="Name" error={fault("name")}>
					<Input
						ref={first}
						id="webhook-name"
						value={name}
						maxLength={NAME_LIMIT}
						onChange={(event) => setName(event.target.value)}
						aria-describedby="webhook-name-hint"
						aria-invalid={fault("name") !== undefined}
						autoComplete="off"
					/>
				</Field>
				<Field
					id="webhook-url"
					label="URL"
					hint="A public https address. For Teams and Slack, the address they gave you."
					error={fault("url")}
				>
					<Input
						id="webhook-url"
						type="url"
						inputMode="url"
						value={url}
						maxLength={URL_LIMIT}
						placeholder="https://"
						onChange={(event) => setUrl(event.target.value)}
						aria-describedby="webhook-url-hint"
						aria-invalid={fault("url") !== undefined}
						autoComplete="off"
						spellCheck={false}
					/>
				</Field>
				<fieldset>
					<legend className="mb-1 font-medium">Shape</legend>
					{SHAPES.map((one) => (
						<label
							key={one}
							className={cx(
								"flex min-h-9 items-center gap-2.5 rounded-md px-2 py-1 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus",
								one === shape && "bg-selected hover:bg-selected",
							)}
						>
							<input
								type="radio"
								name="shape"
								value={one}
								checked={one === shape}
								onChange={() => setShape(one)}
								className="size-3.5 shrink-0 accent-accent outline-none"
							/>
							<span>
								<span className="font-medium">{SHAPE[one].label}</span>{" "}
								<span className="ml-1 text-muted text-sm">{SHAPE[one].hint}</span>
							</span>
						</label>
					))}
				</fieldset>
				<fieldset aria-describedby="webhook-events-problem" className="flex flex-col gap-1.5">
					<legend className="mb-1 font-medium">Send when</legend>
					{SUBSCRIBABLE.map((type) => (
						<Checkbox
							key={type}
							id={`event-${type}`}
							label={eventLabel(type)}
							checked={events.includes(type)}
							onCheckedChange={(checked) =>
								setEvents(checked ? [...events, type] : events.filter((one) => one !== type))
							}
						/>
					))}
					{fault("events") === undefined ? null : (
						<p id="webhook-events-problem" role="alert" className="text-red text-sm">
							{fault("events")}
						</p>
					)}
				</fieldset>
				{problem !== null && !placed ? (
					<ProblemNotice error={problem} title="The webhook was not saved" />
				) : null}
			</form>
		</Dialog>
	);
}

function eventsText(events: readonly string[]): string {
	return SUBSCRIBABLE.filter((type) => events.includes(type))
		.map(eventLabel)
		.join(", ");
}
