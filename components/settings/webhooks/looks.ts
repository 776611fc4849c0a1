import { Ban, CircleCheck, CirclePause, CircleX, Clock, TriangleAlert } from "lucide-react";
import { durationText } from "@/components/ui/duration";
import type { Look } from "@/components/ui/tag";
import type { Shape } from "@/lib/outbound/webhooks/rules";
import type { DeliveryDto, WebhookDto } from "@/lib/outbound/webhooks/schema";

/** How each state of a webhook looks and is called. */
export function webhookLook(webhook: WebhookDto): Look {
	if (webhook.status === "paused") return { label: "Paused", icon: CirclePause, tone: "neutral" };
	if (webhook.status === "disabled") return { label: "Disabled", icon: Ban, tone: "red" };
	if (webhook.failingSince !== null) return { label: "Failing", icon: TriangleAlert, tone: "amber" };
	return { label: "Active", icon: CircleCheck, tone: "teal" };
}

export const DELIVERY_LOOK: Record<DeliveryDto["status"], Look> = {
	pending: { label: "Waiting", icon: Clock, tone: "blue" },
	delivered: { label: "Delivered", icon: CircleCheck, tone: "teal" },
	dead: { label: "Dead", icon: CircleX, tone: "red" },
};

export const SHAPE: Record<Shape, { readonly label: string; readonly hint: string }> = {
	json: { label: "JSON", hint: "Afterclick’s own format, for your own programs." },
	teams: { label: "Teams", hint: "An Adaptive Card, for a Teams workflow." },
	slack: { label: "Slack", hint: "Blocks, for a Slack incoming webhook." },
};

/** What the receiver answered, in few words. */
export function answerText(delivery: Pick<DeliveryDto, "responseStatus" | "problem" | "attempts">): string {
	if (delivery.attempts === 0) return "Not sent yet";
	if (delivery.responseStatus !== null) return String(delivery.responseStatus);
	return delivery.problem ?? "No answer";
}

/** How long a receiver took, from milliseconds: most take less than a tenth of a second. */
export function tookText(ms: number): string {
	return ms < 1_000 ? `${ms} ms` : durationText(ms);
}
