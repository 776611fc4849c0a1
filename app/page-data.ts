import { cache } from "react";
import { pageContext } from "@/app/context";
import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import { statusOf } from "@/lib/platform/http/problem";
import { logger } from "@/lib/platform/telemetry/logger";

type Read<T> = (ctx: Context, ref: string) => Promise<T>;

/**
 * What an address names, read once a request for the title and the page; null when there is none.
 * @param instead stands in when it can't be read now; the failure is logged. Without it the page fails.
 */
export function findOnce<T>(read: Read<T>, instead?: T): (ref: string) => Promise<T | null> {
	return cache(async (ref: string) => {
		const ctx = await pageContext();
		try {
			return await read(ctx, ref);
		} catch (error) {
			if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) return null;
			if (instead === undefined) throw error;
			logger().warn({ err: error, ref }, "a page starts without its title");
			return instead;
		}
	});
}

/** What a page starts with; null when it can't be read, because the browser asks again and shows why. Failures are logged. */
export async function orLater<T>(what: string, reading: Promise<T>): Promise<T | null> {
	try {
		return await reading;
	} catch (error) {
		if (!(error instanceof AppError) || statusOf(error.code) >= 500) {
			logger().error({ err: error, what }, "a page starts without its data");
		}
		return null;
	}
}
