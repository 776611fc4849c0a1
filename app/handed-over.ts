import { notFound } from "next/navigation";
import { AppError } from "@/lib/core/errors";
import { getHandedOver } from "@/lib/handovers/review/get";
import type { HandedOver } from "@/lib/handovers/review/schema";
import type { Context } from "@/lib/platform/context/context";

/** The signed handover that a page's address names; null while it is a draft. */
export async function handedOver(ctx: Context, number: string): Promise<HandedOver | null> {
	try {
		return await getHandedOver(ctx, number);
	} catch (error) {
		if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
		if (error instanceof AppError && error.code === "conflict") return null;
		throw error;
	}
}
