import pg from "pg";

/** A new database on the server; answers its URL. */
export const createDatabase = async (server: string, name: string): Promise<string> => {
  const admin = new pg.Client(server);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};
