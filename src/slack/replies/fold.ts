/** Without accents and with one kind of apostrophe, letter for letter, so that a place in it is the same place in the original. */
export const fold = (text: string): string =>
  [...text.replaceAll(/[’‘´`]/g, "'")]
    .map((letter) => {
      const plain = letter.normalize("NFD").replaceAll(/\p{M}/gu, "");
      return plain.length === letter.length ? plain : letter;
    })
    .join("");
