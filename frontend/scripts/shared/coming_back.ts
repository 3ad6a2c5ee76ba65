// A page that came of sending a form can't be shown again: the back button would give an error of the
// browser's own. From now on the browser asks for it by its address alone, and sends nothing again.
export const comeBackByAddress = () => history.replaceState(history.state, '', location.href)
