import { describe, expect, it } from "vitest";
import { mailId } from "./mail-rules";
import { observe } from "./observe";

const ZERO = "00000000-0000-0000-0000-000000000000";

describe("a NetworkMessageId", () => {
	it.each([
		null,
		undefined,
		"",
		"  ",
		ZERO,
		` ${ZERO} `,
		`{${ZERO}}`,
		`(${ZERO})`,
		ZERO.replaceAll("-", ""),
		"0",
	])("names no mail when it is %o", (id) => {
		expect(mailId(id)).toBeNull();
	});

	it.each(["5f3c1a7e-0000-0000-0000-000000000000", "message-1", "00000000-0000-0000-0000-00000000000a"])(
		"names a mail when it is %s",
		(id) => {
			expect(mailId(` ${id} `)).toBe(id);
		},
	);
});

it("a finding takes the first id that names a mail", () => {
	const row = { ReportId: "r", AccountUpn: "a@contoso.example", IsClickedThrough: false, ThreatTypes: "" };
	const [none] = observe([{ ...row, NetworkMessageId: ZERO }], null);
	expect(none?.networkMessageId).toBeNull();
	const [found] = observe(
		[
			{ ...row, NetworkMessageId: ZERO },
			{ ...row, NetworkMessageId: "the-mail" },
		],
		null,
	);
	expect(found?.networkMessageId).toBe("the-mail");
});
