// The colour theme is decided before anything is painted; nothing of it needs the server.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const choices = ['system', 'light', 'dark'];

  const apply = () => {
    const stored = localStorage.getItem('theme');
    const choice = choices.includes(stored) ? stored : 'system';
    root.dataset.themeChoice = choice;
    root.dataset.theme = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice;
  };
  apply();
  dark.addEventListener('change', apply);
  addEventListener('storage', apply);

  // Leads to the first input that was refused, else to what is said of the form.
  window.subTracker = {
    showRefusal(form) {
      const refused = document.getElementById(form)?.querySelector('[aria-invalid]') ?? document.querySelector(`#${form} [role=alert]`);
      refused?.scrollIntoView({ block: 'center' });
      refused?.focus();
    },
  };

  document.addEventListener('click', event => {
    if (event.target.closest('[data-theme-switch]')) {
      localStorage.setItem('theme', choices[(choices.indexOf(root.dataset.themeChoice) + 1) % choices.length]);
      apply();
    }
    // With a base address a bare #main would lead to the dashboard.
    if (event.target.closest('.skip-link')) {
      event.preventDefault();
      document.getElementById('main').focus();
    }
  }, true);

  document.addEventListener('DOMContentLoaded', () => {
    const zone = document.querySelector('[data-time-zone]');
    if (zone && !zone.value)
      zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
  });
})();
