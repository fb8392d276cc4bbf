/** Whether things may move on the page: not for people who asked their device for less motion. */
export const motionWelcome = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
