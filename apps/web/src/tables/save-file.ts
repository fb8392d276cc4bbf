/** Hands a file over to the browser's downloads. What needs a bearer token cannot be a plain link. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the file once it has begun, which it has not yet in this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
