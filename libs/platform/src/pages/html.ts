/** Text for HTML, as content or as a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin-top: 2rem; }
code, pre { font: 0.9rem/1.5 ui-monospace, monospace; } pre { overflow-x: auto; padding: 0.8rem 1rem; border: 1px solid #8886; border-radius: 6px; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: 0.25rem 0.8rem 0.25rem 0; vertical-align: top; }
a { color: inherit; text-underline-offset: 0.15em; } .quiet { opacity: 0.7; }
`.trim();

/** A page without scripts and without anything from elsewhere. `body` is HTML already. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
