"use client";

import { useMutation } from "@tanstack/react-query";
import { ApiProblem, request } from "@/components/client/api";
import { toastProblem } from "@/components/ui/toast";
import type { SignedOut } from "@/lib/platform/identity/answers";

/** Signs out here, or everywhere, and then at the provider where it has a sign-out of its own. */
export function useSignOut() {
	return useMutation({
		mutationFn: (everywhere: boolean) =>
			request<SignedOut>("/api/sign-out", { method: "POST", json: { everywhere } }),
		// Whole new pages: nothing of what was loaded stays.
		onSuccess: ({ next }) => window.location.assign(next ?? "/sign-in"),
		onError: (error) => {
			if (error instanceof ApiProblem && error.status === 401) window.location.assign("/sign-in");
			else toastProblem("You could not be signed out", error);
		},
	});
}
