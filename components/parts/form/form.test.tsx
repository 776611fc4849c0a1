// @vitest-environment jsdom
import { act, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { ApiProblem } from "@/components/client/api";
import { renderPage } from "@/test/components/page";
import { TextField } from "./fields";
import { Form, FormButtons, FormDialog } from "./form";
import { useForm } from "./use-form";

interface Thing {
	readonly version: number;
	readonly name: string;
	readonly tags: string;
}
type Values = Pick<Thing, "name" | "tags">;
type Send = (values: Values, seen: Thing | undefined) => Promise<string | false>;

const SEEN: Thing = { version: 3, name: "Mine", tags: "a" };
const send = vi.fn<Send>();
const onSent = vi.fn<(sent: string) => void>();
const onClose = vi.fn();

function useThingForm(of: Thing | undefined) {
	return useForm({
		id: "thing",
		over: of,
		what: "thing",
		values: (thing): Values => ({ name: thing?.name ?? "", tags: thing?.tags ?? "" }),
		check: ({ name }) => ({ name: name === "" ? "Enter a name." : null }),
		send,
		onSent,
	});
}

function Fields({ form }: { form: ReturnType<typeof useThingForm> }) {
	return (
		<>
			<TextField field={form.field("name")} label="Name" hint="As it is called." />
			<TextField field={form.field("tags")} label="Tags" />
		</>
	);
}

function ThingDialog({ of }: { of?: Thing | undefined }) {
	const form = useThingForm(of);
	const { theirs } = form.standing;
	return (
		<FormDialog
			form={form}
			title="Thing"
			submit="Save"
			failed="The thing was not saved"
			compare={theirs === null ? undefined : [["Name", theirs.name, form.values.name]]}
			onClose={onClose}
		>
			<Fields form={form} />
		</FormDialog>
	);
}

function ThingOnPage() {
	const form = useThingForm(SEEN);
	return (
		<Form form={form} label="Thing" submit="Save">
			<Fields form={form} />
			<FormButtons form={form} submit="Save" onCancel={form.dismiss} />
		</Form>
	);
}

async function open(of: Thing | null = SEEN): Promise<{ user: UserEvent; dialog: HTMLElement }> {
	const user = renderPage(<ThingDialog of={of ?? undefined} />);
	return { user, dialog: await screen.findByRole("dialog", { name: "Thing" }) };
}

const control = (label: string) => screen.getByLabelText(label) as HTMLInputElement;
const press = (user: UserEvent, name: string) => user.click(screen.getByRole("button", { name }));
const refusal = (more: object, status = 422) =>
	new ApiProblem(status, { title: "Refused", detail: "It was refused.", code: "invalid_input", ...more });

it("begins in its first field, sends what was typed with what was seen, and says that it was sent", async () => {
	send.mockResolvedValueOnce("saved");
	const { user } = await open();
	await waitFor(() => expect(document.activeElement).toBe(control("Name")));
	await user.type(control("Name"), " own");
	await press(user, "Save");
	await waitFor(() => expect(onSent).toHaveBeenCalledWith("saved"));
	expect(send.mock.calls).toEqual([[{ name: "Mine own", tags: "a" }, SEEN]]);
});

it("shows a refusal at the field it names, focuses it, and keeps what was typed", async () => {
	send.mockRejectedValueOnce(
		refusal({ places: [{ field: "tags[0].text", message: "This tag is too long." }] }),
	);
	const { user, dialog } = await open();
	await user.type(control("Tags"), "bc");
	await press(user, "Save");
	expect((await within(dialog).findByRole("alert")).textContent).toBe("This tag is too long.");
	expect(control("Tags").getAttribute("aria-invalid")).toBe("true");
	expect(control("Name").getAttribute("aria-invalid")).toBe("false");
	expect(control("Tags").value).toBe("abc");
	await waitFor(() => expect(document.activeElement).toBe(control("Tags")));
	expect(dialog.textContent).not.toContain("The thing was not saved");
	expect(onSent).not.toHaveBeenCalled();
});

it("shows a refusal that names no field of its own below them, until it is sent again", async () => {
	send.mockRejectedValueOnce(refusal({ places: [{ field: "colour", message: "Not a colour." }] }));
	const { user, dialog } = await open();
	await press(user, "Save");
	const notice = await within(dialog).findByText("The thing was not saved");
	expect(dialog.textContent).toContain("Not a colour.");
	send.mockResolvedValueOnce("saved");
	await press(user, "Save");
	await waitFor(() => expect(onSent).toHaveBeenCalledOnce());
	expect(notice.isConnected).toBe(false);
});

it("sends nothing while a field is wrong, focuses it, and takes the fault away as it is put right", async () => {
	const { user, dialog } = await open(null);
	await user.click(control("Tags"));
	await user.keyboard("{Control>}{Enter}{/Control}");
	expect(within(dialog).getByRole("alert").textContent).toBe("Enter a name.");
	await waitFor(() => expect(document.activeElement).toBe(control("Name")));
	await user.keyboard("n");
	expect(within(dialog).queryByRole("alert")).toBeNull();
	expect(dialog.textContent).toContain("As it is called.");
	expect(send).not.toHaveBeenCalled();
});

it("sends once, however often it is pressed, and again after it has failed", async () => {
	let refuse = (_: Error) => {};
	send.mockImplementationOnce(() => new Promise((_, reject) => (refuse = reject)));
	const { user } = await open();
	await user.click(control("Name"));
	await user.keyboard("{Control>}{Enter}{/Control}");
	await press(user, "Save");
	expect(screen.getByRole("button", { name: "Save" }).getAttribute("aria-busy")).toBe("true");
	expect(send).toHaveBeenCalledOnce();
	await act(async () => refuse(refusal({})));
	send.mockResolvedValueOnce("saved");
	await user.keyboard("{Control>}{Enter}{/Control}");
	await waitFor(() => expect(onSent).toHaveBeenCalledOnce());
	expect(send).toHaveBeenCalledTimes(2);
});

const THEIRS: Thing = { version: 5, name: "Theirs", tags: "z" };
const conflict = () => refusal({ code: "conflict", thing: THEIRS }, 409);

it("shows what somebody else saved beside one's own, and the next write goes over it", async () => {
	send.mockRejectedValueOnce(conflict());
	const { user, dialog } = await open();
	await user.type(control("Name"), "!");
	await press(user, "Save");
	expect(await within(dialog).findByText("This thing changed while you were editing")).toBeTruthy();
	const [row] = within(dialog).getAllByRole("row").slice(1);
	expect(row?.textContent).toBe("NameTheirsMine!");
	expect(control("Name").value).toBe("Mine!");
	expect(dialog.textContent).not.toContain("The thing was not saved");
	send.mockResolvedValueOnce("saved");
	await press(user, "Save");
	await waitFor(() => expect(onSent).toHaveBeenCalledOnce());
	expect(send.mock.lastCall).toEqual([{ name: "Mine!", tags: "a" }, THEIRS]);
});

it("fills in theirs on demand", async () => {
	send.mockRejectedValueOnce(conflict());
	const { user, dialog } = await open();
	await press(user, "Save");
	await user.click(await within(dialog).findByRole("button", { name: "Use theirs" }));
	expect([control("Name").value, control("Tags").value]).toEqual(["Theirs", "z"]);
	expect(within(dialog).queryByText("This thing changed while you were editing")).toBeNull();
});

it("stays open when what it sends asks for more, and judges that only when it is sent", async () => {
	send.mockResolvedValueOnce(false);
	const { user, dialog } = await open();
	await press(user, "Save");
	await waitFor(() => expect(screen.getByRole("button", { name: "Save" }).ariaBusy).not.toBe("true"));
	expect(onSent).not.toHaveBeenCalled();
	await user.clear(control("Name"));
	expect(within(dialog).queryByRole("alert")).toBeNull();
	await press(user, "Save");
	expect(within(dialog).getByRole("alert").textContent).toBe("Enter a name.");
	expect(send).toHaveBeenCalledOnce();
});

it("is closed by Cancel without being sent", async () => {
	const { user } = await open();
	await press(user, "Cancel");
	expect(onClose).toHaveBeenCalledOnce();
	expect(send).not.toHaveBeenCalled();
});

it("has its own buttons where it is in no dialog, and takes back a failure", async () => {
	send.mockRejectedValueOnce(refusal({}));
	const user = renderPage(<ThingOnPage />);
	const form = screen.getByRole("form", { name: "Thing" });
	await press(user, "Save");
	expect(await within(form).findByText("It was refused.")).toBeTruthy();
	await press(user, "Cancel");
	expect(within(form).queryByText("It was refused.")).toBeNull();
});
