"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis, KeyRound, Pause, Pencil, Play, Send, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/client/api";
import { Confirm } from "@/components/parts/form/confirm";
import { useAction } from "@/components/parts/form/use-action";
import { Button, IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { visibleText } from "@/lib/core/visible-text";
import type { DeliveryDto, WebhookDto, WebhookWithSecret } from "@/lib/outbound/webhooks/schema";
import { WEBHOOKS_KEY } from "./queries";
import { WebhookForm } from "./webhook-form";

interface WebhookActionsProps {
	readonly webhook: WebhookDto;
	readonly onRotated: (rotated: WebhookWithSecret) => void;
}

/** What can be done with a webhook. */
export function WebhookActions({ webhook, onRotated }: WebhookActionsProps) {
	const [dialog, setDialogOnly] = useState<"edit" | "rotate" | "delete" | null>(null);
	// As it was when the dialog opened: what is deleted or gets another secret is what the person saw.
	const [seen, setSeen] = useState(webhook);
	const setDialog = (what: "edit" | "rotate" | "delete" | null) => {
		setSeen(webhook);
		setDialogOnly(what);
	};
	const queries = useQueryClient();
	const router = useRouter();
	const path = `/api/webhooks/${webhook.id}`;
	const close = () => setDialog(null);

	const test = useAction({
		act: () => request<DeliveryDto>(`${path}/test`, { method: "POST" }),
		failed: "The test was not sent",
		done: "A test is sent.",
		invalidates: WEBHOOKS_KEY,
	});
	const resumes = webhook.status !== "active";
	const pause = useAction({
		act: () =>
			request<WebhookDto>(path, {
				method: "PATCH",
				json: { status: resumes ? "active" : "paused", version: webhook.version },
			}),
		failed: "The webhook was not changed",
		done: resumes ? "The webhook is active." : "The webhook is paused.",
		invalidates: WEBHOOKS_KEY,
	});

	return (
		<div className="ml-auto flex items-center gap-1.5">
			<Button icon={Send} busy={test.isPending} onClick={() => test.mutate()}>
				Send a test
			</Button>
			<Button
				variant={resumes ? "primary" : "secondary"}
				icon={resumes ? Play : Pause}
				busy={pause.isPending}
				onClick={() => pause.mutate()}
			>
				{resumes ? "Resume" : "Pause"}
			</Button>
			<Menu align="end" trigger={<IconButton label="More" icon={Ellipsis} />}>
				<MenuItem icon={Pencil} onClick={() => setDialog("edit")}>
					Edit
				</MenuItem>
				<MenuItem icon={KeyRound} onClick={() => setDialog("rotate")}>
					Rotate the secret
				</MenuItem>
				<MenuItem icon={Trash2} onClick={() => setDialog("delete")}>
					Delete
				</MenuItem>
			</Menu>
			{dialog === "edit" ? <WebhookForm webhook={webhook} onDone={close} /> : null}
			{dialog === "rotate" ? (
				<Confirm
					title="Rotate the signing secret?"
					confirm="Rotate the secret"
					problemTitle="The secret was not rotated"
					act={async () => {
						const rotated = await request<WebhookWithSecret>(`${path}/secret?version=${seen.version}`, {
							method: "POST",
						});
						void queries.invalidateQueries({ queryKey: WEBHOOKS_KEY });
						close();
						onRotated(rotated);
					}}
					onClose={close}
				>
					You get a new secret. Both sign for a day, so nothing is lost while you update the receiver.
				</Confirm>
			) : null}
			{dialog === "delete" ? (
				<Confirm
					title={`Delete “${visibleText(webhook.name)}”?`}
					confirm="Delete the webhook"
					danger
					problemTitle="The webhook was not deleted"
					act={async () => {
						await request(`${path}?version=${seen.version}`, { method: "DELETE" });
						router.push("/settings/webhooks");
						queries.removeQueries({ queryKey: [...WEBHOOKS_KEY, "one", webhook.id] });
						void queries.invalidateQueries({ queryKey: [...WEBHOOKS_KEY, "list"] });
					}}
					onClose={close}
				>
					Its secret and the record of its deliveries go with it
					{webhook.deliveries.waiting === 0
						? "."
						: `, and the ${webhook.deliveries.waiting.toLocaleString("en")} that wait are never sent.`}
				</Confirm>
			) : null}
		</div>
	);
}
