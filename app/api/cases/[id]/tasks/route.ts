import { addTask } from "@/lib/cases/tasks/add";
import { taskDto, taskList } from "@/lib/cases/tasks/answers";
import { listTasks } from "@/lib/cases/tasks/list";
import { taskInput } from "@/lib/cases/tasks/schema";
import { created, route, uuid } from "@/lib/platform/http/route";

export const GET = route("Lists a case's tasks in their order", { id: uuid }, taskList, listTasks);

export const POST = route("Adds a task at the end", { id: uuid, body: taskInput }, created(taskDto), addTask);
