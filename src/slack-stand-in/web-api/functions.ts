import { isJson, textOf } from "../json.ts";
import type { FunctionExecution } from "../workspace/state.ts";
import type { Call, Method, MethodRules } from "./call.ts";
import { refuse } from "./refusal.ts";

const running = ({ workspace, args }: Call): FunctionExecution => {
  const execution = workspace.state.functions.get(String(args.function_execution_id)) ?? refuse("function_execution_not_found");
  return execution.status === "running" ? execution : refuse("function_execution_already_ended");
};

const completeSuccess: Method = (call) => {
  const { outputs } = call.args;
  if (!isJson(outputs)) return refuse("invalid_arguments");
  Object.assign(running(call), { status: "completed", outputs });
  return {};
};

const completeError: Method = (call) => {
  const error = textOf(call.args.error) ?? refuse("invalid_arguments");
  Object.assign(running(call), { status: "failed", error });
  return {};
};

export const functionMethods: Readonly<Record<string, MethodRules>> = {
  "functions.completeSuccess": { run: completeSuccess },
  "functions.completeError": { run: completeError },
};
