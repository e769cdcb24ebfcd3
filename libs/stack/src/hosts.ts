/** The hosts in a connection string: never its credentials, however they are written. */
export const hostsIn = (url: string): string => /^(?:[\w+]+:\/\/)?([^/?]*)/.exec(behindCredentials(url))?.[1] ?? '';

// Behind the last @, wherever that stands: a password with a slash in it must not be taken for a host.
const behindCredentials = (url: string): string => url.slice(url.lastIndexOf('@') + 1);
