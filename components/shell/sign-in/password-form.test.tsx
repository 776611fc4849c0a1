// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { SignInReason } from "@/lib/platform/identity/sign-in-password";
import { renderPage } from "@/test/components/page";
import { PasswordForm } from "./password-form";

const assign = vi.fn();
const sent: unknown[] = [];
let answers: Response[] = [];

beforeEach(() => {
	sent.length = 0;
	vi.stubGlobal("location", { assign, href: "http://afterclick.example/sign-in" });
	vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
		sent.push(JSON.parse(String(init.body)));
		return answers.shift();
	});
});

function refused(reason: SignInReason, detail: string): Response {
	const document = {
		title: "Sign-in required",
		detail,
		remedy: "Try again.",
		code: "unauthenticated",
		reason,
	};
	return Response.json(document, { status: 422 });
}
const signedIn = () => new Response(null, { status: 204 });

async function begin(...given: Response[]): Promise<UserEvent> {
	answers = given;
	const user = renderPage(<PasswordForm returnTo="/findings" main />);
	await user.type(field("Login"), "kim");
	await user.type(field("Password"), "one two three");
	await user.click(screen.getByRole("button", { name: "Sign in" }));
	return user;
}
const field = (label: string) => screen.getByLabelText(label) as HTMLInputElement;
const focused = (label: string) => waitFor(() => expect(document.activeElement).toBe(field(label)));

it("empties a wrong password to be typed again, keeps the login, and goes on busy once it is right", async () => {
	const user = await begin(refused("wrong", "Login or password is wrong."), signedIn());
	expect((await screen.findByRole("alert")).textContent).toContain("Login or password is wrong.");
	await focused("Password");
	expect([field("Login").value, field("Password").value]).toEqual(["kim", ""]);

	await user.keyboard("four five six{Enter}");
	await waitFor(() => expect(assign).toHaveBeenCalledWith("/findings"));
	expect(screen.queryByRole("alert")).toBeNull();
	expect(screen.getByRole("button", { name: "Sign in" }).getAttribute("aria-busy")).toBe("true");
	await user.keyboard("{Enter}");
	expect(sent).toEqual([
		{ login: "kim", password: "one two three" },
		{ login: "kim", password: "four five six" },
	]);
});

it("asks for a new password where somebody else set it, twice the same, and sends all again", async () => {
	const user = await begin(refused("must_change", "Choose your own password."), signedIn());
	await waitFor(() => expect(field("New password")).toBeTruthy());
	await focused("New password");
	await user.keyboard("seven green bottles");
	expect(screen.queryByRole("alert")).toBeNull();
	await user.click(screen.getByRole("button", { name: "Change it and sign in" }));
	expect(screen.getByRole("alert").textContent).toBe("The passwords don’t match.");
	await focused("Repeat the password");
	await user.keyboard("seven green bottles");
	await user.click(screen.getByRole("button", { name: "Change it and sign in" }));
	await waitFor(() => expect(assign).toHaveBeenCalledOnce());
	expect(sent.slice(1)).toEqual([
		{ login: "kim", password: "one two three", newPassword: "seven green bottles" },
	]);
});

it("asks for a code, again where it was wrong, and lets the person start again", async () => {
	const user = await begin(
		refused("code_needed", "Enter the code."),
		refused("code_wrong", "This code is wrong."),
	);
	await waitFor(() => expect(field("Code")).toBeTruthy());
	await focused("Code");
	await user.keyboard("000000");
	await user.click(screen.getByRole("button", { name: "Sign in" }));
	expect((await screen.findByRole("alert")).textContent).toContain("This code is wrong.");
	await focused("Code");
	expect(field("Code").value).toBe("");
	expect(sent[1]).toEqual({ login: "kim", password: "one two three", code: "000000" });

	await user.click(screen.getByRole("button", { name: "Start again" }));
	expect(screen.queryByRole("alert")).toBeNull();
	expect([field("Login").value, field("Password").value]).toEqual(["kim", ""]);
});

it("goes back to the first step where the password is no longer right", async () => {
	const user = await begin(
		refused("code_needed", "Enter the code."),
		refused("wrong", "Login or password is wrong."),
	);
	await waitFor(() => expect(field("Code")).toBeTruthy());
	await user.type(field("Code"), "123456");
	await user.click(screen.getByRole("button", { name: "Sign in" }));
	await waitFor(() => expect(field("Password").value).toBe(""));
	await focused("Password");
	expect(screen.getByRole("alert").textContent).toContain("Login or password is wrong.");
});
