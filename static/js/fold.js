// A text without case and accents, so that "cote d'ivoire" finds "Côte d’Ivoire".
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").toLowerCase().trim();
