import { describe, expect, it } from "vitest";
import { detectionText } from "./detection-text";

describe("detectionText", () => {
	it("lists the detection methods by threat", () => {
		expect(
			detectionText('{"Phish":["Advanced filter","URL reputation"],"Malware":["File detonation"]}'),
		).toBe("Phish: Advanced filter, URL reputation; Malware: File detonation");
	});

	it("leaves plain text, broken JSON and nothing as they are", () => {
		expect(detectionText("URL detonation")).toBe("URL detonation");
		expect(detectionText('{"Phish":[')).toBe('{"Phish":[');
		expect(detectionText(null)).toBeNull();
	});
});
