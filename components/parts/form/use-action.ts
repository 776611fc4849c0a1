"use client";

import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "@/components/client/announcer";
import { toastProblem } from "@/components/ui/toast";

interface ActionOptions<Input, Output> {
	readonly act: (input: Input) => Promise<Output>;
	/** The title of a failure as a toast; without it the page shows the failure itself. */
	readonly failed?: string;
	/** A failure that the page learns of anyway, such as a conflict that its stream shows. */
	readonly passes?: (error: Error) => boolean;
	/** Read out when it is done. */
	readonly done?: string | ((output: Output) => string);
	/** Read again afterwards, however it ended; the button stays busy until then. */
	readonly invalidates?: QueryKey;
	readonly onDone?: (output: Output, input: Input) => void;
}

/** What a button without fields does: one write, then what is read out, shown again, or said of its failure. */
export function useAction<Output = void, Input = void>(options: ActionOptions<Input, Output>) {
	const { act, failed, passes, done, invalidates, onDone } = options;
	const queries = useQueryClient();
	const announce = useAnnounce();
	return useMutation({
		mutationFn: act,
		onSuccess: (output, input) => {
			if (done !== undefined) announce(typeof done === "string" ? done : done(output));
			onDone?.(output, input);
		},
		onError: (error) => {
			if (failed !== undefined && passes?.(error) !== true) toastProblem(failed, error);
		},
		onSettled: () =>
			invalidates === undefined ? undefined : queries.invalidateQueries({ queryKey: invalidates }),
	});
}
