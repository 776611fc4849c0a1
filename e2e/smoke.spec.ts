import { request } from "node:http";
import { expect } from "@playwright/test";
import { test } from "./test";

test("the first page opens, on sample data", async ({ page }) => {
	const errors: string[] = [];
	page.on("pageerror", (error) => errors.push(error.message));
	await page.goto("/");
	await expect(page).toHaveTitle(/Afterclick/);
	await expect(page.getByText(/sample/i).first()).toBeVisible();
	expect(errors).toEqual([]);
});

test("the health route answers", async ({ request: api }) => {
	const response = await api.get("/api/health");
	expect(response.status()).toBe(200);
	expect(await response.json()).toEqual({ status: "ok" });
});

test("a foreign host name is refused", async ({ baseURL }) => {
	const { hostname, port } = new URL(baseURL ?? "");
	const status = await new Promise<number | undefined>((resolve, reject) => {
		request({ hostname, port, path: "/api/findings", headers: { host: "evil.example" } }, (response) => {
			response.resume();
			resolve(response.statusCode);
		})
			.on("error", reject)
			.end();
	});
	expect(status).toBe(421);
});
