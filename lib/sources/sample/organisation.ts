import { Random } from "@/lib/sources/sample/random";

/** The fictional company of the sample. Every domain is reserved for documentation (RFC 2606, RFC 6761). */
export const COMPANY = { name: "Tidewater Freight Group", domain: "tidewater.example" } as const;

export interface Office {
	readonly city: string;
	readonly state: string;
	/** Two letters, ISO 3166. */
	readonly country: string;
	readonly countryName: string;
	readonly language: string;
	/** Hours to add to UTC; one offset the year round keeps the sample independent of time zone data. */
	readonly utcOffset: number;
	readonly share: number;
	readonly latitude: number;
	readonly longitude: number;
	/** Addresses its people go out from (192.0.2.0/24, RFC 5737). */
	readonly egress: readonly string[];
	readonly given: readonly string[];
	readonly family: readonly string[];
}

const words = (text: string) => text.trim().split(/\s+/);

/** Of its city, where each office is and what its people are called. */
export const OFFICES: readonly Office[] = [
	{
		city: "Hamburg",
		state: "Hamburg",
		country: "DE",
		countryName: "Germany",
		language: "de",
		utcOffset: 1,
		share: 0.34,
		latitude: 53.55,
		longitude: 9.99,
		egress: ["192.0.2.10", "192.0.2.11", "192.0.2.12"],
		given:
			words(`Anna Lukas Jana Felix Katharina Moritz Lena Tobias Svenja Henrik Miriam Jonas Aylin Emre Frieda Malte
			Nele Ole Carolin Sebastian Birgit Uwe Hannah Jannik Wiebke Torben Selin Deniz Gesa Philipp`),
		family:
			words(`Brandt Petersen Vogel Lindner Kruse Hoffmann Behrens Yilmaz Schuster Jansen Thomsen Albrecht Reimers
			Winkler Stein Möller Harms Kaya Dietrich Seidel Franke Voigt Lorenz Claussen Öztürk Baumann`),
	},
	{
		city: "London",
		state: "England",
		country: "GB",
		countryName: "United Kingdom",
		language: "en",
		utcOffset: 0,
		share: 0.26,
		latitude: 51.51,
		longitude: -0.13,
		egress: ["192.0.2.40", "192.0.2.41"],
		given:
			words(`Oliver Amelia Priya Harry Zainab George Isla Callum Fatima Thomas Niamh Rhys Chloe Daniel Aisha Edward
			Grace Kwame Sophie Imran Megan Theo Leila Jack Poppy Samuel Anjali Owen Freya Declan`),
		family:
			words(`Hughes Patel Whitaker Okafor Clarke Bennett Hussain Fletcher Osei Murphy Lawson Sharma Barker Doyle
			Ellis Mensah Prescott Khan Webb O'Connor Chandra Hartley Walsh Begum Sutton Achebe Marsh Rowe`),
	},
	{
		city: "Gdynia",
		state: "Pomerania",
		country: "PL",
		countryName: "Poland",
		language: "pl",
		utcOffset: 1,
		share: 0.14,
		latitude: 54.52,
		longitude: 18.53,
		egress: ["192.0.2.60"],
		given:
			words(`Agnieszka Piotr Magdalena Tomasz Zofia Krzysztof Ewa Marcin Joanna Paweł Oliwia Michał Karolina Jakub
			Alicja Bartosz Natalia Wojciech Dorota Rafał`),
		family:
			words(`Kowalczyk Nowak Wiśniewska Zieliński Mazur Lewandowska Wójcik Kamińska Dąbrowski Król Pawlak Sikora
			Baran Duda Szymański Górska Jabłońska Witkowski`),
	},
	{
		city: "Boston",
		state: "Massachusetts",
		country: "US",
		countryName: "United States",
		language: "en",
		utcOffset: -5,
		share: 0.17,
		latitude: 42.36,
		longitude: -71.06,
		egress: ["192.0.2.80", "192.0.2.81"],
		given:
			words(`Maya Ethan Sofia Marcus Claire Diego Hannah Tyler Camila Brandon Naomi Kevin Elena Jordan Rachel Luis
			Abigail Derek Tamika Connor Mei Victor Paige Andre`),
		family:
			words(`Sullivan Ramirez Chen Washington Goldberg Nguyen Baptiste Kowalski Reyes Freeman Donovan Park Fitzgerald
			Morales Schwartz Hayes Delgado Tran Boucher Ferreira Whitman Coleman`),
	},
	{
		city: "Singapore",
		state: "Singapore",
		country: "SG",
		countryName: "Singapore",
		language: "en",
		utcOffset: 8,
		share: 0.09,
		latitude: 1.35,
		longitude: 103.82,
		egress: ["192.0.2.110"],
		given: words("Wei Siti Arjun Hui Rahul Nurul Jia Kumar Mei Farhan Yun Deepa Kai Aisyah Vikram Ling"),
		family: words("Tan Lim Lee Ng Rahman Wong Krishnan Goh Chua Ismail Ong Nair Teo Sulaiman Koh Menon"),
	},
];

/** Department, its share of the staff, its titles, and how often its people click (1 is average). */
const DEPARTMENTS: readonly (readonly [string, number, readonly string[], number])[] = [
	["Operations", 26, ["Freight Coordinator", "Terminal Planner", "Dispatcher", "Operations Manager"], 0.9],
	[
		"Finance",
		13,
		["Accounts Payable Clerk", "Financial Controller", "Treasury Analyst", "Credit Manager"],
		1.3,
	],
	["Sales", 15, ["Account Executive", "Key Account Manager", "Sales Support Specialist"], 1.4],
	[
		"Customs & Compliance",
		10,
		["Customs Broker", "Trade Compliance Officer", "Declarations Specialist"],
		1.0,
	],
	["Customer Service", 12, ["Customer Service Agent", "Claims Handler", "Team Lead Customer Service"], 1.2],
	["Human Resources", 5, ["HR Business Partner", "Recruiter", "Payroll Specialist"], 1.5],
	["Information Technology", 7, ["Systems Engineer", "Service Desk Analyst", "Application Owner"], 0.8],
	["Information Security", 2, ["SOC Analyst", "Security Engineer"], 0.5],
	["Legal", 3, ["Legal Counsel", "Contract Manager"], 0.9],
	["Procurement", 5, ["Category Buyer", "Supplier Manager"], 1.3],
	["Executive", 2, ["Managing Director", "Chief Financial Officer", "Executive Assistant"], 1.6],
];

export interface Employee {
	readonly index: number;
	readonly given: string;
	readonly family: string;
	readonly displayName: string;
	readonly upn: string;
	/** The UPN as the mail client reports it: some were created in mixed case. */
	readonly reportedUpn: string;
	readonly alias: string;
	readonly objectId: string;
	readonly office: Office;
	readonly department: string;
	readonly title: string;
	readonly clicking: number;
	/** How readily the person goes on past a warning; a few do so again and again. */
	readonly credulity: number;
	readonly remote: number;
	readonly homeIpv4: string;
	readonly homeIpv6: string | null;
	readonly device: "Windows" | "MacOs" | "iOS" | "Android";
	readonly deviceName: string;
	readonly deviceId: string;
	readonly employeeId: string;
	readonly createdDaysAgo: number;
	managerIndex: number | null;
}

const PLAIN: Readonly<Record<string, string>> = {
	ł: "l",
	Ł: "L",
	ö: "oe",
	Ö: "Oe",
	ü: "ue",
	Ü: "Ue",
	ä: "ae",
	ß: "ss",
};

function plain(text: string): string {
	return text
		.replace(/[łŁöÖüÜäß]/g, (letter) => PLAIN[letter] ?? letter)
		.normalize("NFD")
		.replace(/[^A-Za-z-]/g, "");
}

/** The staff, the same for the same seed and count. */
export function employees(seed: string, count: number): Employee[] {
	const random = new Random(seed, "employees");
	const taken = new Map<string, number>();
	const staff: Employee[] = [];
	for (let index = 0; index < count; index++) {
		const office = random.weighted(OFFICES.map((candidate) => [candidate, candidate.share] as const));
		const [department, , titles, clicking] = random.weighted(
			DEPARTMENTS.map((entry) => [entry, entry[1]] as const),
		);
		const given = random.pick(office.given);
		const family = random.pick(office.family);
		const base = `${plain(given)}.${plain(family)}`;
		const namesake = (taken.get(base) ?? 0) + 1;
		taken.set(base, namesake);
		const name = namesake === 1 ? base : `${base}${namesake}`;
		const upn = `${name}@${COMPANY.domain}`.toLowerCase();
		const device = random.weighted([
			["Windows", 78],
			["MacOs", 12],
			["iOS", 6],
			["Android", 4],
		] as const);
		staff.push({
			index,
			given,
			family,
			displayName: `${given} ${family}`,
			upn,
			reportedUpn: random.chance(0.08) ? `${name}@${COMPANY.domain}` : upn,
			alias: name.toLowerCase(),
			objectId: random.guid(),
			office,
			department,
			title: random.pick(titles),
			clicking: clicking * random.logNormal(1, 0.7),
			credulity: random.chance(0.04) ? random.between(6, 12) : random.logNormal(0.8, 0.6),
			remote: random.pick([0.1, 0.2, 0.4, 0.4, 0.6, 0.9]),
			homeIpv4: `198.51.100.${random.between(1, 254)}`,
			homeIpv6: random.chance(0.45)
				? `2001:db8:${(0x1000 + (index % 0xe000)).toString(16)}:${random.hex(4).replace(/^0+(?=.)/, "")}::${random.between(2, 0x9fff).toString(16)}`
				: null,
			device,
			deviceName: `${office.country}-${device === "MacOs" ? "MBP" : device === "Windows" ? "NB" : "MOB"}-${random.digits(5)}`,
			deviceId: random.guid(),
			employeeId: `TF${String(10_000 + index * 7)}`,
			createdDaysAgo: random.between(120, 3_000),
			managerIndex: null,
		});
	}
	for (const [index, employee] of staff.entries()) {
		employee.managerIndex =
			index < 8 ? (index === 0 ? null : 0) : random.between(0, Math.min(index - 1, 7 + (index >> 3)));
	}
	return staff;
}

/** Share of a day's clicking that falls in a local hour; weekends keep a little. `weekday` 0 is Sunday. */
export function activity(weekday: number, hour: number): number {
	const byHour = [
		0.03, 0.02, 0.01, 0.01, 0.02, 0.06, 0.2, 0.55, 1.1, 1.45, 1.4, 1.2, 0.8, 1.05, 1.3, 1.2, 1.0, 0.65, 0.35,
		0.25, 0.22, 0.18, 0.1, 0.05,
	];
	const byDay = [0.07, 1.05, 1.1, 1.05, 1.0, 0.8, 0.09];
	return (byHour[hour] ?? 0) * (byDay[weekday] ?? 0);
}
