"use client";

import { request } from "@/components/client/api";
import { FieldProblem, grouped, RadioField, TextField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Checkbox } from "@/components/ui/checkbox";
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

interface Values {
	readonly name: string;
	readonly url: string;
	readonly shape: Shape;
	readonly events: readonly string[];
}

/** Asks for a webhook's name, place, shape and events. */
export function WebhookForm({ webhook, onDone }: WebhookFormProps) {
	const form = useForm({
		id: "webhook",
		over: webhook,
		what: "webhook",
		values: (of): Values =>
			of === undefined
				? { name: "", url: "", shape: "json", events: SUBSCRIBABLE }
				: { name: of.name, url: of.url, shape: of.shape, events: of.events },
		send: (values, seen) =>
			seen === undefined
				? request<WebhookWithSecret>("/api/webhooks", { method: "POST", json: values })
				: request<WebhookDto>(`/api/webhooks/${seen.id}`, {
						method: "PATCH",
						json: { ...values, version: seen.version },
					}),
		invalidates: WEBHOOKS_KEY,
		onSent: onDone,
	});
	const { theirs } = form.standing;
	const mine = form.values;
	const events = form.field("events");
	return (
		<FormDialog
			form={form}
			title={webhook === undefined ? "New webhook" : "Edit the webhook"}
			submit={webhook === undefined ? "Create webhook" : "Save"}
			failed="The webhook was not saved"
			compare={
				theirs === null
					? undefined
					: [
							["Name", theirs.name, mine.name],
							["URL", theirs.url, mine.url],
							["Shape", SHAPE[theirs.shape].label, SHAPE[mine.shape].label],
							["Send when", eventsText(theirs.events), eventsText(mine.events)],
						]
			}
			onClose={() => onDone(null)}
		>
			<TextField field={form.field("name")} label="Name" maxLength={NAME_LIMIT} />
			<TextField
				field={form.field("url")}
				label="URL"
				hint="A public https address. For Teams and Slack, the address they gave you."
				type="url"
				inputMode="url"
				maxLength={URL_LIMIT}
				placeholder="https://"
				spellCheck={false}
			/>
			<RadioField
				field={form.field("shape")}
				legend="Shape"
				options={SHAPES.map((value) => ({ value, ...SHAPE[value] }))}
			/>
			<fieldset {...grouped(events)} className="flex flex-col gap-1.5">
				<legend className="mb-1 font-medium">Send when</legend>
				{SUBSCRIBABLE.map((type) => (
					<Checkbox
						key={type}
						id={`event-${type}`}
						label={eventLabel(type)}
						checked={mine.events.includes(type)}
						onCheckedChange={(checked) =>
							events.onValueChange(
								checked ? [...mine.events, type] : mine.events.filter((one) => one !== type),
							)
						}
					/>
				))}
				<FieldProblem {...events} />
			</fieldset>
		</FormDialog>
	);
}

function eventsText(events: readonly string[]): string {
	return SUBSCRIBABLE.filter((type) => events.includes(type))
		.map(eventLabel)
		.join(", ");
}
