import { notFound, redirect } from "next/navigation";
import { findOnce } from "@/app/page-data";
import { AppError } from "@/lib/core/errors";
import { getHandedOver } from "@/lib/handovers/review/get";
import type { HandedOver } from "@/lib/handovers/review/schema";

const find = findOnce((ctx, number) =>
	getHandedOver(ctx, number).catch((error: unknown) => {
		if (error instanceof AppError && error.code === "conflict") return "draft" as const;
		throw error;
	}),
);

/** The signed handover that a page's address names. A draft has nothing to show yet: its own page says so. */
export async function handedOver(number: string): Promise<HandedOver> {
	const found = (await find(number)) ?? notFound();
	return found === "draft" ? redirect(`/handovers/${encodeURIComponent(number)}`) : found;
}
