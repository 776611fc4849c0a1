import { expect, it } from "vitest";
import { browserName } from "./browser-name";

const MOZILLA = "Mozilla/5.0";
it.each([
	[`${MOZILLA} (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0`, "Firefox on Windows"],
	[
		`${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Safari/537.36 Edg/138.0`,
		"Edge on Windows",
	],
	[`${MOZILLA} (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/138.0 Safari/537.36`, "Chrome on Linux"],
	[
		`${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.4 Safari/605.1.15`,
		"Safari on macOS",
	],
	[
		`${MOZILLA} (Linux; Android 15) AppleWebKit/537.36 Chrome/138.0 Mobile Safari/537.36`,
		"Chrome on Android",
	],
	["curl/8.5", "Unknown browser"],
	[null, "Unknown browser"],
])("%s", (userAgent, name) => expect(browserName(userAgent)).toBe(name));
