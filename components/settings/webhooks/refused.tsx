"use client";

import { RefusedPage } from "@/components/parts/page/refusal";

/** In place of what only who manages webhooks may see. */
export function Refused() {
	return <RefusedPage permission="webhooks.manage" title="You can’t manage webhooks" />;
}
