import { describe, expect, it } from '@jest/globals';
import { passwordFault } from './password-rules.ts';

const fault = (password: string) => passwordFault(password, 'town-990101100');

describe('a password is good', () => {
  it.each([
    ['a random one', 'kx7mq2vnw9tb'],
    ['one in small letters alone', 'hkzqwpvmtrxb'],
    ['words, when they are three or more', 'summer dragon monkey shadow'],
    ['a sentence in Chinese', '柳湾村的书屋八点开门'],
    ['one with other scripts', 'Ünïcödé пароль'],
    ['two hundred characters', 'ab7x'.repeat(49) + '9kz!'],
    ['characters outside of the first plane, counted once each', '𠮷野家𠮷𠮷三味饭桶𠮷'],
  ])('%s', (_, password) => {
    expect(fault(password)).toBeNull();
  });
});

describe('a password is too short', () => {
  it.each(['', 'kx7mq2vnw', '𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷', 'e\u0301'.repeat(9)])('%j', (password) => {
    expect(fault(password)).toBe('too-short');
  });
});

describe('a password is too long or has no form', () => {
  it('with more than two hundred characters', () => {
    expect(fault('kx7m'.repeat(50) + 'q')).toBe('too-long');
  });

  it('with a line break', () => {
    expect(fault('kx7mq2\nvnw9tb')).toBe('control-character');
  });
});

describe('a password is among the first that others would try', () => {
  it.each([
    ['of the list', 'basketball'],
    ['of the list in large letters', 'BASKETBALL'],
    ['of the list in full width', 'ｂａｓｋｅｔｂａｌｌ'],
    ['two of the list', 'dragonmonkey'],
    ['one of the list with a year', 'basketball2026'],
    ['woaini1314', 'woaini1314'],
    ['woaini5201314', 'woaini5201314'],
    ['我爱你 and 1314520', '我爱你1314520'],
    ['a surname and a birthday', 'zhangwei19900101'],
    ['qq and digits', 'qq123456789'],
    ['a mobile telephone', '13912345678'],
    ['a mobile telephone with a name', 'wangfang13912345678'],
    ['keys in a row', 'qwertyuiop'],
    ['keys in a row backwards', 'poiuytrewq'],
    ['digits in a row', '1234567890'],
    ['columns of keys', '1qaz2wsx3edc'],
    ['rows of keys one after the other', 'qwer1234asdf'],
    ['the alphabet', 'abcdefghijkl'],
    ['one character', 'aaaaaaaaaaaa'],
    ['three of each', 'aaabbbcccddd'],
    ['one Chinese character', '好好好好好好好好好好'],
    ['the name', 'town-990101100'],
    ['the name in large letters with a number', 'TOWN-9901011002026'],
    ['password with the usual end', 'Password123!!'],
  ])('%s', (_, password) => {
    expect(fault(password)).toBe('guessable');
  });
});

it('a password of two hundred guessable characters is judged at once', () => {
  expect(fault('123456789'.repeat(22))).toBe('guessable');
});
