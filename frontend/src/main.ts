import { mount } from 'svelte';
import App from './App.svelte';
import { boot } from './report/boot';
import './page.css';

boot();
mount(App, { target: document.getElementById('page')! });
