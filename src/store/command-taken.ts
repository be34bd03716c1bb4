/** The same command was carried out on another chain meanwhile: its id is taken, and nothing of this statement was written. */
const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "23505" && error.message.includes("command_pkey");

/** False where the command's id was taken: load again, and its answer is there. */
export const unlessTaken = async (commit: () => Promise<boolean>): Promise<boolean> => {
  try {
    return await commit();
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
};
