// Runs before the first paint, so that a chosen theme never flashes in the other one's colours.
// A file of its own because the content security policy allows no inline script.
try {
  const theme = localStorage.getItem("usher.theme");
  if (theme === "light" || theme === "dark")
    document.documentElement.setAttribute("data-theme", theme);
} catch {
  // Storage is closed to this page (private mode): the device's own setting stays in force.
}
