// In the place of the connection, for test clients: their context never makes one.
export const connect = null;
