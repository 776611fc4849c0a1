import { describe, expect, it } from "vitest";
import {
	disposition,
	FILE_NAME_LIMIT,
	FILE_TYPE_NAMES,
	FILE_TYPES,
	fileName,
	nameProblem,
	typeOf,
} from "./rules";

const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

describe("the type of a file", () => {
	it.each([
		["png", hex("89504e47 0d0a1a0a 0000000d")],
		["jpeg", hex("ffd8ffe0 0010")],
		["gif", bytes("GIF89a")],
		["webp", bytes("RIFF1234WEBPVP8 ")],
		["pdf", bytes("%PDF-1.7")],
		["zip", hex("504b0304 1400")],
		["gzip", hex("1f8b0800")],
		["7z", hex("377abcaf 271c0004")],
		["ole", hex("d0cf11e0 a1b11ae1")],
		["pcap", hex("d4c3b2a1 0200")],
		["pcap", hex("0a0d0d0a 1c00")],
		["evtx", hex("456c6646 696c6500")],
		["text", bytes("Received: from a by b\r\nSubject: x")],
		["text", bytes("")],
		["text", bytes("grüße").slice(0, 3)],
	] as const)("%s", (type, head) => expect(typeOf(head)).toBe(type));

	it.each([
		["a Windows program", hex("4d5a9000 03000000 04000000 ffff0000")],
		["an ELF program", hex("7f454c46 02010100 00000000")],
		["a page", bytes("  <!DOCTYPE html><p>")],
		["a script of a page", bytes("<script>alert(1)</script>")],
		["an image with scripts", bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
		["a document of markup", bytes("<?xml version='1.0'?><svg/>")],
		["a shell script", bytes("#!/bin/sh\nrm -rf /")],
		["nothing known", hex("00010203 04050607")],
		["text in another encoding", hex("ff fe 41 00 42 00")],
		["a marked page", bytes("\ufeff<html>")],
	])("rejects %s", (_, head) => expect(typeOf(head)).toBeNull());
});

describe("a file's name", () => {
	it("gets the extension of its content", () => {
		for (const type of FILE_TYPE_NAMES) {
			for (const ending of FILE_TYPES[type].endings) {
				expect(nameProblem(`a.${ending}`, type)).toBeNull();
				expect(nameProblem(`a.${ending.toUpperCase()}`, type)).toBeNull();
				const other = type === "text" ? "pdf" : "text";
				expect(nameProblem(`a.${ending}`, other)).toContain("The name says");
			}
		}
		expect(nameProblem("a.exe", "zip")).toContain(".exe");
		expect(nameProblem("a", "zip")).toContain("no ending");
	});

	it("is the last part of a path, without hidden characters", () => {
		expect(fileName("C:\\evidence\\mail.eml")).toBe("mail.eml");
		expect(fileName("../../etc/passwd.txt")).toBe("passwd.txt");
		expect(fileName("invoice\u202etxt.exe")).toBe("invoice_txt.exe");
		expect(fileName('a"b\n.txt')).toBe("a_b_.txt");
		const long = fileName(`${"x".repeat(400)}.jpeg`);
		expect(long).toHaveLength(FILE_NAME_LIMIT);
		expect(long.endsWith(".jpeg")).toBe(true);
	});

	it("is escaped in the response header", () => {
		expect(disposition('a".txt')).toBe(`attachment; filename="a_.txt"; filename*=UTF-8''a%22.txt`);
		expect(disposition("grüße (1).txt")).toBe(
			`attachment; filename="gr__e (1).txt"; filename*=UTF-8''gr%C3%BC%C3%9Fe%20%281%29.txt`,
		);
	});
});
