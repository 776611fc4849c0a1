// @vitest-environment jsdom
import { QueryClient } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { announced, renderPage } from "@/test/components/page";
import { useAction } from "./use-action";

type Options = Parameters<typeof useAction<number, string>>[0];

const invalidated = vi.spyOn(QueryClient.prototype, "invalidateQueries");
const act = vi.fn<Options["act"]>();

function Button(options: Omit<Options, "act">) {
	const action = useAction({ act, ...options });
	return (
		<button type="button" onClick={() => action.mutate("it")}>
			{action.isPending ? "Busy" : action.isError ? "Failed" : "Do it"}
		</button>
	);
}

it("reads out what was done and reads again what shows it", async () => {
	act.mockResolvedValueOnce(7);
	const onDone = vi.fn();
	const user = renderPage(
		<Button
			failed="It was not done"
			done={(count) => `${count} done.`}
			invalidates={["things"]}
			onDone={onDone}
		/>,
	);
	await user.click(screen.getByRole("button", { name: "Do it" }));
	await waitFor(() => expect(announced()).toBe("7 done."));
	expect(act.mock.calls[0]?.[0]).toBe("it");
	expect(onDone).toHaveBeenCalledWith(7, "it");
	expect(invalidated).toHaveBeenCalledWith({ queryKey: ["things"] });
});

it("says in a toast why it failed, and reads again as well", async () => {
	act.mockRejectedValueOnce(new Error("The server is closed."));
	const user = renderPage(<Button failed="It was not done" done="Done." invalidates={["things"]} />);
	await user.click(screen.getByRole("button", { name: "Do it" }));
	expect((await screen.findAllByText("It was not done")).length).toBeGreaterThan(0);
	expect(screen.getAllByText("The server is closed.").length).toBeGreaterThan(0);
	expect(invalidated).toHaveBeenCalledWith({ queryKey: ["things"] });
	expect(announced()).toBe("");
});

it("keeps quiet about a failure that the page learns of anyway", async () => {
	act.mockRejectedValueOnce(new Error("It has ended."));
	const user = renderPage(<Button failed="It was not done" passes={() => true} />);
	await user.click(screen.getByRole("button", { name: "Do it" }));
	await screen.findByRole("button", { name: "Failed" });
	expect(screen.queryByText("It was not done")).toBeNull();
});
