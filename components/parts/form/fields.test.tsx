// @vitest-environment jsdom
import { waitFor } from "@testing-library/react";
import { type ReactElement, useState } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { TextareaField, TextField } from "./fields";

const changed: string[] = [];

function Page({ title, text }: { title: string; text: string }) {
	const [values, setValues] = useState({ title, text });
	const field = (id: "title" | "text") => ({
		id,
		value: values[id],
		error: undefined,
		onValueChange: (value: string) => {
			changed.push(id);
			setValues((before) => ({ ...before, [id]: value }));
		},
	});
	return (
		<form data-values={JSON.stringify(values)}>
			<TextField field={field("title")} label="Title" />
			<TextareaField field={field("text")} label="Text" />
		</form>
	);
}

/** The page as the server drew it, typed into, and then taken over. */
async function takenOver(page: ReactElement, typed: Readonly<Record<string, string>>): Promise<unknown> {
	changed.length = 0;
	const container = document.createElement("div");
	document.body.append(container);
	container.innerHTML = renderToString(page);
	for (const [id, value] of Object.entries(typed)) {
		Object.assign(container.querySelector(`#${id}`) ?? {}, { value });
	}
	hydrateRoot(container, page);
	const form = container.querySelector("form");
	await waitFor(() =>
		expect(Object.keys(form ?? {}).some((key) => key.startsWith("__reactFiber$"))).toBe(true),
	);
	return JSON.parse(form?.dataset.values ?? "");
}

it("takes over what was typed before the page's code was here, in every field at once", async () => {
	const typed = { title: "typed", text: "in two\nlines" };
	expect(await takenOver(<Page title="" text="" />, typed)).toEqual(typed);
});

it("does not take the way a control shows line breaks for something typed", async () => {
	const stored = { title: "two\nlines", text: "two\r\nlines" };
	expect(await takenOver(<Page {...stored} />, {})).toEqual(stored);
	expect(changed).toEqual([]);
});
