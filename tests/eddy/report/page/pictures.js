export function findingPictures(element, scene, finding) {}
